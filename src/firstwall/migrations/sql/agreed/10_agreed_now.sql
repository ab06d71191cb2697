-- When a proposal was decided is said by the database and not by who decides: an agreement dated ahead would serve that
-- administrator again and again, alone (SEC-12).
create or replace function authorities_proposal_moves() returns trigger language plpgsql as $$
begin
    if old.state <> 'proposed' then
        raise exception 'SEC-12: a proposal is decided once' using errcode = 'integrity_constraint_violation';
    end if;
    if new.decided_at is not null then
        new.decided_at := statement_timestamp();
    end if;
    return new;
end $$;

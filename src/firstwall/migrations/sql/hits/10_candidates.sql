-- A hit's owner, clock and second person (CIS-38). Who seconds is another than who decided: the table says so as well.
grant update (assigned_to, assigned_at, needs_second, seconded_by, seconded_at) on screening_candidate to fw_app;
-- The daily list of what nobody answered: counts by office, and nothing of a hit.
grant select (authority_id, office_id, strand, state, sighting_id, due_at) on screening_candidate to fw_jobs;
-- Hits of before take their place in the ranked queue; an exact place comes with the next hit.
alter table screening_candidate no force row level security;
update screening_candidate set rank = (case action when 'check' then 4 when 'discreet' then 3 when 'sighting' then 2 else 1 end)
    / (1 + exp(-least(greatest(score, -500), 500)));
alter table screening_candidate force row level security;

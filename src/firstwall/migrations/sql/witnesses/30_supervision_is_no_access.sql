-- Who supervises reads through the ledger: a row of the list that names a supervisor or a committee by mistake opens nothing (CIS-24).
do $$
declare source text := pg_get_functiondef('fw_classes'::regproc);
begin
    if position('l.access <> ''none''' in source) = 0 then
        raise exception 'fw_classes is not the one expected';
    end if;
    execute replace(source, 'l.access <> ''none''', 'l.access not in (''none'', ''supervision'')');
end $$;

-- Rules of the law that the database itself holds, read from the law tables above.

-- CIS-20, CIS-21: Decision 2009/917/JHA Art. 5(1), Regulation (EC) 515/97 Art. 27(1)
create policy law_allows_the_action on cis_alert as restrictive for insert to fw_app
    with check (exists (select 1 from law_action_allowed l
        where l.strand = cis_alert.strand and l.category = cis_alert.category and l.action = cis_alert.action));

-- CIS-62, CIS-63: never beyond the longest period and its one extension of the profile in force today
create policy law_sets_the_last_day on cis_alert as restrictive for insert to fw_app
    with check (exists (select 1 from law_profile p
        where p.strand = cis_alert.strand and current_date between p.in_force_from and coalesce(p.in_force_until, 'infinity')
          and cis_alert.last_day <= cis_alert.entered_on + make_interval(years => p.longest_retention_years + p.extension_years)));

-- SEC-21: a mandate's purpose is one that the law table opens to its role, in each of its strands
create policy law_lists_the_purpose on authorities_mandate as restrictive for insert to fw_app
    with check (not exists (select 1 from unnest(strands) s
        where not exists (select 1 from law_purpose l where l.strand = s and l.role = authorities_mandate.role
                          and l.purpose = authorities_mandate.purpose)));

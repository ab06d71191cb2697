-- International and regional organisations: access by a decision of the Council, until the day it ends (CIS-30). The law's row
-- says so; the policies below hold reference and day.
alter table law_access no force row level security;
update law_access set access = 'by_decision' where authority_type = 'international_organisation';
alter table law_access force row level security;

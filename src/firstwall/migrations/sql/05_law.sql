-- The law's tables as rows, so that row policies read what forms and services read. Filled by the migration from law/data;
-- a test proves files and tables equal. Nobody writes here at run time.
create table law_action_allowed (
    strand text not null,
    category text not null,
    personal boolean not null,
    action text not null,
    citation text not null,
    mark text not null,
    primary key (strand, category, personal, action)
);
create table law_field_allowed (
    category text not null,
    field text not null,
    personal_item int not null,
    citation text not null,
    mark text not null,
    primary key (category, field)
);
create table law_profile (
    code text not null,
    strand text not null,
    in_force_from date not null,
    in_force_until date,
    longest_retention_years int not null,
    extension_years int not null,
    citation text not null,
    mark text not null,
    primary key (strand, in_force_from)
);
create table law_purpose (
    strand text not null,
    role text not null,
    purpose text not null,
    citation text not null,
    mark text not null,
    primary key (strand, role, purpose)
);
create table law_access (
    strand text not null,
    authority_type text not null,
    access text not null,
    citation text not null,
    mark text not null,
    primary key (strand, authority_type)
);

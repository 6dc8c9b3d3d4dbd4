-- An address in its one form (nfp_portal/text/addresses.py): printable ASCII without capitals, or none at all.
CREATE DOMAIN email_address AS varchar(254)
    CONSTRAINT email_address_has_one_form
    CHECK (VALUE COLLATE "C" ~ '^([!-?[-~]+@[a-z0-9.-]+)?$');

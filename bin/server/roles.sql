-- The two roles of the portal and its database; the migrations grant what each may do.
-- nfp_owner owns the tables and migrates; nfp_app serves pages and works.

CREATE ROLE nfp_owner LOGIN CREATEDB CREATEROLE;

CREATE ROLE nfp_app LOGIN;
-- The owner may put on the portal's role, to try what it can do.
GRANT nfp_app TO nfp_owner;

CREATE DATABASE nfp OWNER nfp_owner;

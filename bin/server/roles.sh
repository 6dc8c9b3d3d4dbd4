#!/bin/sh
# Run once by the database container: the portal's roles and database (roles.sql), with the passwords that its addresses hold.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --username postgres --dbname template1 --file /srv/roles.sql
for role in owner app; do
    address=$(cat "/run/secrets/database_${role}_url")
    password=${address#*://*:}
    psql --no-psqlrc --set ON_ERROR_STOP=1 --username postgres --dbname postgres --quiet \
        --set role="nfp_$role" --set password="${password%%@*}" <<'SQL'
ALTER ROLE :"role" PASSWORD :'password';
SQL
done

#!/bin/bash
# Says to Odoo where its database is, from HOST, PORT, USER and PASSWORD (or a file named by PASSWORD_FILE). What odoo.conf says comes first.
set -e

if [ -n "$PASSWORD_FILE" ]; then
  PASSWORD=$(<"$PASSWORD_FILE")
fi

database=()
tell() {
  local option=$1 value=$2 configured
  configured=$(sed -nE "s/^[[:space:]]*$option[[:space:]]*=[[:space:]]*(.*[^[:space:]])[[:space:]]*$/\1/p" "$ODOO_RC" | tail -n 1)
  database+=("--$option" "${configured:-$value}")
}
tell db_host "${HOST:-${DB_PORT_5432_TCP_ADDR:-db}}"
tell db_port "${PORT:-${DB_PORT_5432_TCP_PORT:-5432}}"
tell db_user "${USER:-${DB_ENV_POSTGRES_USER:-${POSTGRES_USER:-odoo}}}"
tell db_password "${PASSWORD:-${DB_ENV_POSTGRES_PASSWORD:-${POSTGRES_PASSWORD:-odoo}}}"

case "$1" in
  odoo | --)
    shift
    if [ "$1" = scaffold ]; then exec odoo "$@"; fi
    ;;
  -*) ;;
  *) exec "$@" ;;
esac
wait-for-psql.py "${database[@]}" --timeout=30
exec odoo "$@" "${database[@]}"

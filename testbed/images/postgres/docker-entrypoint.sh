#!/bin/bash
# Makes the database cluster the first time, from POSTGRES_*, and becomes the server.
set -eo pipefail

# Takes a variable from the file that NAME_FILE names.
from_file() {
  local name=$1 file="${1}_FILE"
  if [ -z "${!file}" ]; then return; fi
  if [ -n "${!name}" ]; then fail "both $name and $file are set, and they exclude each other"; fi
  export "$name"="$(<"${!file}")"
  unset "$file"
}

fail() {
  echo "error: $1" >&2
  exit 1
}

make_cluster() {
  if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
    fail 'the database is not initialized and POSTGRES_PASSWORD is empty: give one, or POSTGRES_HOST_AUTH_METHOD=trust'
  fi
  local arguments=(--username="$POSTGRES_USER" --pgdata="$PGDATA")
  if [ -n "$POSTGRES_INITDB_WALDIR" ]; then arguments+=(--waldir="$POSTGRES_INITDB_WALDIR"); fi
  # initdb refuses an empty file, hence the line's end.
  eval 'initdb "${arguments[@]}" --pwfile=<(printf "%s\n" "$POSTGRES_PASSWORD") '"$POSTGRES_INITDB_ARGS"
  local method=${POSTGRES_HOST_AUTH_METHOD:-$(postgres -D "$PGDATA" -C password_encryption)}
  printf '\nhost all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"
}

query() {
  PGHOST='' PGPASSWORD="$POSTGRES_PASSWORD" psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" "$@"
}

make_database() {
  if [ "$POSTGRES_DB" = postgres ]; then return; fi
  query --dbname postgres --quiet --set db="$POSTGRES_DB" <<<'create database :"db";'
}

run_files() {
  local file
  for file in /docker-entrypoint-initdb.d/*; do
    echo "$0: $file"
    case "$file" in
      *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
      *.sql) query --dbname "$POSTGRES_DB" --no-password -f "$file" ;;
      *.sql.gz) gunzip -c "$file" | query --dbname "$POSTGRES_DB" --no-password ;;
      *) echo "$0: ignoring $file" ;;
    esac
  done
}

# Programs that only answer need no cluster.
is_question() {
  local argument
  for argument; do
    case "$argument" in -\? | --help | --describe-config | -V | --version) return 0 ;; esac
  done
  return 1
}

if [ "${1:0:1}" = - ]; then set -- postgres "$@"; fi
if [ "$1" != postgres ] || is_question "$@"; then exec "$@"; fi

mkdir -p "$PGDATA"
chmod 700 "$PGDATA" 2>/dev/null || true
if [ "$(id -u)" = 0 ]; then
  find "$PGDATA" \! -user postgres -exec chown postgres '{}' +
  find /run/postgresql \! -user postgres -exec chown postgres '{}' +
  exec setpriv --reuid=postgres --regid=postgres --init-groups env HOME=/var/lib/postgresql "$0" "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  shopt -s nullglob
  from_file POSTGRES_PASSWORD
  from_file POSTGRES_USER
  from_file POSTGRES_DB
  from_file POSTGRES_INITDB_ARGS
  export POSTGRES_USER="${POSTGRES_USER:-postgres}"
  export POSTGRES_DB="${POSTGRES_DB:-$POSTGRES_USER}"
  make_cluster
  # Until all is in place nobody outside may connect: whoever waits for the port would meet a server that goes away again.
  shift
  pg_ctl -D "$PGDATA" -w start -o "$(printf '%q ' "$@" -c listen_addresses= -p "${PGPORT:-5432}")"
  make_database
  run_files
  pg_ctl -D "$PGDATA" -m fast -w stop
  set -- postgres "$@"
  unset POSTGRES_PASSWORD
  printf '\nPostgreSQL init process complete; ready for start up.\n\n'
fi
exec "$@"

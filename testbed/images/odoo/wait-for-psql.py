#!/usr/bin/python3
"""Waits until PostgreSQL lets this user in; after the timeout (seconds) it says why not and ends with 1."""
import argparse
import sys
import time

import psycopg2

parser = argparse.ArgumentParser()
for name in ("db_host", "db_port", "db_user", "db_password"):
    parser.add_argument(f"--{name}", required=True)
parser.add_argument("--timeout", type=int, default=5)
given = parser.parse_args()

end = time.monotonic() + given.timeout
while True:
    try:
        psycopg2.connect(
            user=given.db_user, host=given.db_host, port=given.db_port, password=given.db_password, dbname="postgres"
        ).close()
        break
    except psycopg2.OperationalError as error:
        if time.monotonic() > end:
            sys.exit(f"Database connection failure: {error}")
        time.sleep(0.2)

"""What the tests stand on: a private PostgreSQL server, a worker in the test, real processes."""

"""News this room publishes (higher rooms listen), and how its record is told."""

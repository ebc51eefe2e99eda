"""What `spinney doctor` examines."""

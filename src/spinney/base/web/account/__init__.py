"""Signing in and one's own account: by e-mailed code or passkey, never by password."""

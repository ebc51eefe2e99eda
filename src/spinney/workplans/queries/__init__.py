"""What is read: each read starts from who asks."""

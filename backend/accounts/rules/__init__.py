"""What may be registered: pure rules about people."""

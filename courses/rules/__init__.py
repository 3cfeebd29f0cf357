"""Rules of learning. Pure."""

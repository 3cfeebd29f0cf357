"""How people sign in over HTTP."""

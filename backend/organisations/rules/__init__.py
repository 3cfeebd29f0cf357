"""Pure rules about organisations."""

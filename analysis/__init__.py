"""Pure functions: validated tables in, numbers per cell out."""

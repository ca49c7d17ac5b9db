"""Where the plan is kept: SQLite that is a GeoPackage, or PostgreSQL with PostGIS. The only SQL of the project."""

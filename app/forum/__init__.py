"""The Forum page: a facilitator at a projector, with a room full of people and their phones."""

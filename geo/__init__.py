"""The outside world, checked at the door: boundaries, streets, places, timetables, population; and H3 cells."""

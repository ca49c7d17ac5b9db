"""What all tests of pages begin with."""

from tests.servers.forked import look_through_packages_once

look_through_packages_once()

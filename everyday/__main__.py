"""``python -m everyday`` is the ``everyday`` command."""

from everyday.cli import main

main()

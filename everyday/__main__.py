"""``python -m everyday`` is the ``everyday`` command."""

from everyday.commands import main

main()

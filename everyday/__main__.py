"""``python -m everyday`` is the ``everyday`` command."""

from everyday.commands.main import main

main()

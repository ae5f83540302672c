"""``python -m communique`` is the command line."""

import sys

from communique.cli import main

sys.exit(main())

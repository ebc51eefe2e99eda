"""For developers: Django's own commands. Everybody else uses `spinney`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spinney.config.settings")
execute_from_command_line(sys.argv)

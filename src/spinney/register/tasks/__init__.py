"""Long work and standing duties of this room, one file a noun. Imported when the site starts."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

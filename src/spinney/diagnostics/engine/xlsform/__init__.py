"""XLSForm, the form language of KoboToolbox and ODK: read with a list of all that was not taken,
and written so that other tools open it.
"""

from spinney.diagnostics.engine.xlsform.reading import Imported, read_xlsform
from spinney.diagnostics.engine.xlsform.remarks import Fate, Remark
from spinney.diagnostics.engine.xlsform.writing import write_xlsform

__all__ = ["Fate", "Imported", "Remark", "read_xlsform", "write_xlsform"]

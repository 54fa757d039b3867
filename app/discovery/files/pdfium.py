"""The one lock over PDFium: the library must not be entered by two threads at once."""

import threading
from typing import Final

PDFIUM: Final = threading.RLock()

"""Productions: sets of evidence that leave numbered, checked and sealed, built to the same bytes.

`values` what goes in · `bates`, `exhibit_numbers` how pages and pieces are numbered · `images` what
a page looks like · `load_files`, `privilege_log`, `index_page`, `bag`, `archive` what is written ·
`gap`, `quality` what must be true first · `building` all of it in order · `verify` what the
recipient runs · `difference` two productions side by side · `court_files` pieces for the e-court.
Words it owns: production, standing, Bates number, gap equation, slip sheet.
"""

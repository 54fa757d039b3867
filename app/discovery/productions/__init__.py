"""Productions: sets of evidence that leave numbered, checked and sealed, built to the same bytes.

`materials`, `relatives` what other rooms know of each piece · `values` what goes in · `bates`,
`exhibit_numbers` how pages and pieces are numbered · `images` what a page looks like ·
`load_files`, `privilege_log`, `index_page`, `bag`, `archive` what is written · `gap`, `quality`
what must be true first · `building` all of it in order · `signing`, `ed25519` the signature under
it · `verify` what the recipient runs · `contents` what a built one holds, held against today ·
`difference` two productions side by side · `court_files`, `court_bundle` pieces for the e-court.
Words it owns: production, standing, Bates number, gap equation, slip sheet.
"""

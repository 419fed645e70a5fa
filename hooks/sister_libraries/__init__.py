"""The generator of the Sister Libraries site: records in, one bilingual static site out.

The core: it knows YAML, records, languages and HTML pieces, and imports neither mkdocs nor material.
`hooks/site.py` is the adapter to MkDocs, `cli.py` the command line.
"""

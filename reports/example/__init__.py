"""Pictures for documents, and the commands that take them: `python -m reports.example` (README), `.walk` (QA)."""

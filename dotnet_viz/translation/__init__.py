"""Text in other languages: one catalogue of gettext a language in ``locale``, read as it is when the language is first used."""

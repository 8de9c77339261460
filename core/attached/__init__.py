"""The pure heart of attached files: bytes and the name that was sent → what they are, and the same without metadata.

`taking.take` is the way in; it raises `kinds.Refused`, whose words are in `core.attachment_words`. Nothing here knows
of Django, of a clock or of a setting.
"""

"""The REST API of calendars and interventions: thin over the actions, with the pages' rights and sentences."""

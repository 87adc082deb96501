"""An older deployment of ChatApp, version 1.3, to try the harness on; built from the facts that are known of it.

`page` lies over the sources of today's page; a backend before the embedded ChatApp speaks the old envelopes and events.
What is not known of version 1.3 is as it is in the embedded ChatApp.
"""

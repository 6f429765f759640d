"use strict";
{% include "tables.js" %}
{% include "contents.js" %}
{% include "downloads.js" %}
{% include "interactive.js" %}
{% include "anchors.js" %}
{% include "printing.js" %}

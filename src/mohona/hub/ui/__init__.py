# SPDX-License-Identifier: Apache-2.0
"""The design system: shell, components, pictures. It knows no room. ``/ui/`` shows all of it.

A page is a template over ``ui/page.html`` (``ui/bare.html`` for sign-in). The heading says the
result in numbers; ``lead`` adds one sentence; the rest is components from ``{% load ui %}``::

    {% extends "ui/page.html" %}{% load i18n ui %}
    {% block title %}{% translate "Intelligence" %}{% endblock %}
    {% block trail %}{% trail _("Intelligence") "/intelligence/" record.title %}{% endblock %}
    {% block above %}{% tlp record.tlp %} {{ record.received|moment }}{% endblock %}
    {% block heading %}{{ record.title }}{% endblock %}
    {% block lead %}{{ sentence }}{% endblock %}
    {% block body %}
    {% filters form %}                                  {# forms.Form over request.GET #}
    {% table caption %}                                 {# cells become cards at 360 px #}
    <thead><tr><th scope="col">{% translate "Title" %}</th>
      <th scope="col" class="num">{% translate "Sightings" %}</th></tr></thead>
    <tbody>{% for row in rows %}<tr><td><a href="{{ row.url }}">{{ row.title }}</a></td>
      <td class="num">{{ row.sightings|number }}</td></tr>{% endfor %}</tbody>
    {% endtable %}{% pager newer=newer older=older %}
    {% if not rows %}{% nothing _("No records yet") _("Nobody sent any.") %}{% endif %}
    <div class="columns"><div>{% facts pairs %}{% timeline events %}</div>
      <aside>{% why panel %}</aside></div>              {# parts.Event, parts.Why #}
    <form method="post" class="form" data-keep="upload">{% csrf_token %}{{ form }}
      {% button _("Save") kind="primary" %}</form>
    {% endblock %}

A long form gets ``data-keep="name"`` (kept in the tab until sent); the element around a table
gets ``data-keys`` (j, k, x); boxes get ``data-pick`` and ``data-pick-all``, the words that count
them ``data-picked``. No ``style=`` and no inline script: the pages allow neither. Identifiers,
hashes and Cedar stand in ``<code>`` or class ``mono``; never translate or group them.

Pictures come from ``{% load pictures %}``: ``{% rivers sources recipients title %}`` (Stream),
``{% bars columns title %}`` (Bar), ``{% lines series points title %}`` (Series) and
``{% graph centre neighbours %}`` (Node, Neighbour); the types stand in ``ui.pictures``.

A room registers its place in the navigation in ``AppConfig.ready``::

    places.register(Place("intel", _("Intelligence"), "intel:list", 20, "intel:record:see"))

Settings: the app ``mohona.hub.ui``, the context processors ``request``, ``messages`` and
``mohona.hub.ui.context.shell``, and ``FORM_RENDERER = "mohona.hub.ui.forms.Renderer"``.
"""

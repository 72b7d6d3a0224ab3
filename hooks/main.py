"""The press's handlers of MkDocs events; everything else lives in the package `imprenta`."""

from imprenta.handlers import (  # noqa: F401
    on_build_error,
    on_config,
    on_env,
    on_files,
    on_nav,
    on_page_content,
    on_page_context,
    on_page_markdown,
    on_post_build,
    on_post_template,
    on_shutdown,
    on_startup,
)

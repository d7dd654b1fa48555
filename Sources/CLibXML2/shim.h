// What Swift needs of libxml2: the SAX2 parser, errors, the dictionary.
#include <stdarg.h>
#include <libxml/xmlversion.h>
// Keeps the headers of the system's ICU out, whose types clash with those of Foundation's own ICU as soon as one module
// sees both. They only matter inside libxml2's encoding handlers, of which nothing here looks at more than a pointer.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/catalog.h>
#include <libxml/dict.h>
#include <libxml/xmlerror.h>
#include <libxml/valid.h>

// Swift cannot write a variadic C function. This one takes libxml2's messages that belong to no parser, which would
// otherwise go to standard error.
static void xml_stream_ignore_message(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}

// For the calling thread only: libxml2 keeps this setting for each thread.
static inline void xml_stream_silence_thread(void) {
    xmlSetGenericErrorFunc(NULL, xml_stream_ignore_message);
}

// The options of every parser: never the network. Newer versions also refuse external entities outright.
static inline int xml_stream_options(void) {
    int options = XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_IGNORE_ENC;
#if LIBXML_VERSION >= 21300
    options |= XML_PARSE_NO_XXE;
#endif
    return options;
}

// Where the text of an input is now, of which its own `base` may be behind while it reads; NULL if it has been given up.
static inline const xmlChar *xml_stream_content(xmlParserInputPtr input) {
    return input->buf == NULL ? NULL : xmlBufContent(input->buf->buffer);
}

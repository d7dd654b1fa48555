// What Swift needs of libxml2: the SAX2 push parser, errors, the dictionary.
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/catalog.h>
#include <libxml/dict.h>
#include <libxml/xmlerror.h>

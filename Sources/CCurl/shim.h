#include <curl/curl.h>

// curl_easy_setopt and its kin are variadic, which Swift cannot call: one typed wrapper each.
static inline CURLcode skein_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode skein_curl_set_pointer(CURL *handle, CURLoption option, const void *value) {
    return curl_easy_setopt(handle, option, value);
}

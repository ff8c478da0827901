#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

#include "CSampler.h"

#define PAGE 4096
#define SEGMENTS 16

struct visit {
    void (*each)(const csampler_image *, void *);
    void *context;
};

// The note that the linker made from the whole file: owner "GNU", type NT_GNU_BUILD_ID.
static void find_build_id(csampler_image *image, const char *notes, size_t size, size_t alignment) {
    size_t align = alignment == 8 ? 8 : 4;
    while (size >= sizeof(ElfW(Nhdr))) {
        ElfW(Nhdr) note;
        memcpy(&note, notes, sizeof note);
        size_t name = (note.n_namesz + align - 1) & ~(align - 1), bytes = (note.n_descsz + align - 1) & ~(align - 1);
        if (name > size || bytes > size || sizeof note + name + note.n_descsz > size) return;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && !memcmp(notes + sizeof note, "GNU", 4)) {
            image->build_id = (const uint8_t *)notes + sizeof note + name;
            image->build_id_count = note.n_descsz;
            return;
        }
        if (sizeof note + name + bytes > size) return;
        notes += sizeof note + name + bytes;
        size -= sizeof note + name + bytes;
    }
}

static int visit(struct dl_phdr_info *info, size_t size, void *context) {
    (void)size;
    struct visit *visit = context;
    csampler_range code[SEGMENTS];
    csampler_image image = {.path = info->dlpi_name ? info->dlpi_name : "", .bias = info->dlpi_addr, .low = UINT64_MAX,
                            .code = code};
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        uint64_t start = info->dlpi_addr + header->p_vaddr;
        if (header->p_type == PT_LOAD) {
            if (start < image.low) {
                image.low = start & ~(uint64_t)(PAGE - 1);
                image.file_offset = header->p_offset & ~(uint64_t)(PAGE - 1);
            }
            if (!(header->p_flags & PF_X) || image.code_count == SEGMENTS) continue;
            code[image.code_count++] = (csampler_range){start, start + header->p_memsz};
            if (start + header->p_memsz > image.high) image.high = start + header->p_memsz;
        } else if (header->p_type == PT_GNU_EH_FRAME) {
            image.unwind_table = start;
        } else if (header->p_type == PT_NOTE && !image.build_id) {
            find_build_id(&image, (const char *)start, header->p_memsz, header->p_align);
        }
    }
    if (image.code_count) visit->each(&image, visit->context);
    return 0;
}

void csampler_images(void (*each)(const csampler_image *, void *), void *context) {
    struct visit state = {each, context};
    dl_iterate_phdr(visit, &state);
}

static int read_generation(struct dl_phdr_info *info, size_t size, void *context) {
    if (size >= offsetof(struct dl_phdr_info, dlpi_subs) + sizeof info->dlpi_subs) {
        *(uint64_t *)context = info->dlpi_adds + info->dlpi_subs;
    }
    return 1;
}

uint64_t csampler_images_generation(void) {
    uint64_t generation = 0;
    dl_iterate_phdr(read_generation, &generation);
    return generation;
}

bool csampler_exported_name(uint64_t address, char *name, size_t size) {
    Dl_info info;
    ElfW(Sym) *symbol = NULL;
    if (!dladdr1((void *)address, &info, (void **)&symbol, RTLD_DL_SYMENT) || !info.dli_sname || !symbol) return false;
    // The loader finds the nearest; what is not exported lies behind others' ends.
    if (address - (uint64_t)info.dli_saddr >= symbol->st_size) return false;
    snprintf(name, size, "%s", info.dli_sname);
    return true;
}

import { set_cptable } from '@e965/xlsx'

/** Encodings by the code page numbers of Windows; any other page is read as Western European. */
const encodings: Record<number, string> = {
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1200: 'utf-16le',
  54936: 'gb18030',
  65001: 'utf-8',
}

/**
 * Lets the reader decode the workbooks of Excel 95 and before, whose text is in the code page of
 * their country. The platform knows these encodings, so the library's tables of a megabyte stay out.
 */
export function useCodepages(): void {
  set_cptable({
    utils: {
      decode: (page: number, bytes: ArrayLike<number>): string =>
        new TextDecoder(encodings[page] ?? 'windows-1252').decode(Uint8Array.from(bytes)),
    },
  })
}

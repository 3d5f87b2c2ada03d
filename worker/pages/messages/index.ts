import { type WordsOf, wordsOf } from '../../reading/words.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

export type Key = keyof typeof zh
export type Words = WordsOf<Key>

/** The page's wording in one language. */
export const words = wordsOf({ zh, en })

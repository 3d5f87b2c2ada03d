/** 是 of `是，已消毒。` and of `是（2月27日）`: a (normalised) text up to its first remark or full stop. */
export function beforeRemark(plain: string): string {
  return plain.replace(/[([{【,，;；:：。.、!！].*$/u, '')
}

// The few standard globals that every platform of ours has (Excel's webview, browsers, Workers,
// Node); declared here so that nothing else of a platform can slip into the core.
declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare const crypto: {
  getRandomValues(bytes: Uint8Array): Uint8Array
  subtle: { digest(algorithm: 'SHA-256', data: Uint8Array): Promise<ArrayBuffer> }
}

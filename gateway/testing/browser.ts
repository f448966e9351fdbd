/** Follows redirects as a browser does, with cookies; shows every page it went through. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly visited: string[] = [];

  /** A GET and all redirects after it, at most twenty. */
  async open(address: string, headers: Record<string, string> = {}): Promise<Response> {
    let url = address;
    for (let hops = 0; hops < 20; hops += 1) {
      const response = await this.send(url, { headers });
      const next = response.headers.get('location');
      if (next === null) return response;
      await response.body?.cancel();
      url = new URL(next, url).href;
    }
    throw new Error(`Too many redirects: ${this.visited.join(' ')}`);
  }

  /** One request, without following. */
  async send(url: string, init: RequestInit = {}): Promise<Response> {
    this.visited.push(url);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', ...(init.headers as Record<string, string>), cookie };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

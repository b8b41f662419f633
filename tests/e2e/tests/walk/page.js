// What the walk looks for in a page. It finds and focuses; what is done is done by keys.
window.walk = (() => {
    const get = async (path) => {
        const answer = await fetch(path, { headers: { 'X-Console': '1' } });
        return answer.ok ? answer.json() : null;
    };
    // The payload stands in `body`, or under the resource's own name.
    const content = (read) => read?.body ?? read?.[read.key] ?? (read && 'body' in read ? null : read);
    const visible = (element) => element.checkVisibility() && element.getClientRects().length > 0;
    const all = (selector, around = document) => [...around.querySelectorAll(selector)].filter(visible);
    const words = (element) => (element?.innerText ?? '').replace(/\s+/g, ' ').trim();
    const name = (element) => element.getAttribute('aria-label')
        ?? (element.labels?.length ? words(element.labels[0]) : words(element));
    const until = async (is, limit = 10000) => {
        const end = performance.now() + limit;
        for (;;) {
            const found = is();
            if (found) return found;
            if (performance.now() > end) return null;
            await new Promise((go) => setTimeout(go, 10));
        }
    };
    const focus = (element) => {
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        element.focus();
        return document.activeElement === element;
    };
    let found = [];
    let is_elsewhere = true;

    const kind = (element) => {
        const label = name(element);
        if (element.disabled || element.getAttribute('aria-disabled') === 'true') return null;
        if (element.matches('[role=gridcell]')) return element.tabIndex === 0 ? 'week' : null;
        if (element.matches('input[type=checkbox]')) return 'checkbox';
        if (element.matches('select')) return label.startsWith('Kind of ') ? 'kind' : 'choice';
        if (element.matches('input.number')) return 'number';
        if (element.matches('textarea, input[type=text]')) return 'text';
        if (!element.matches('button')) return null;
        if (label.startsWith('Add to ')) return 'add';
        if (label.startsWith('Remove item ')) return 'remove';
        if (label.startsWith('Move item ')) return 'move';
        if (label.startsWith('Choose: ')) return 'reference';
        if (label.startsWith('Replace: ') || label.startsWith('Set: ')) return 'secret';
        return null;
    };
    const controls = () => {
        found = all('main form.editor :is(input, textarea, select, button, [role=gridcell])');
        return found
            .map((element, at) => ({
                at, kind: kind(element), name: name(element), value: element.value ?? '',
                choices: element.matches('select') ? [...element.options].map((option) => option.label) : [],
                chosen: element.selectedIndex ?? -1,
            }))
            .filter((control) => control.kind !== null);
    };
    const href = (place) => ['/console/configuration', ...place.map(encodeURIComponent)].join('/');

    return {
        // All nodes of the tree by the appliance's links: how the walk knows what there is.
        tree: async () => {
            const read = async (path, place) => {
                const answer = await fetch(path, { headers: { 'X-Console': '1' } });
                const allow = (answer.headers.get('Allow') ?? '').split(/[ ,]+/);
                const node = { path, place, status: answer.status, allow, children: [], is_node: false };
                if (!answer.ok) return node;
                const { items } = await answer.json();
                if (!items) return node;
                node.is_node = true;
                for (const item of items) {
                    node.children.push(await read(item.meta.href, [...place, item.key]));
                }
                return node;
            };
            return read('/api/configuration', []);
        },
        // The link to a place, by its address, in the page or in the way that leads here.
        to: async (place) => {
            const wanted = href(place);
            is_elsewhere = location.pathname !== wanted;
            const link = await until(() => all('main a[href], nav.breadcrumb a[href]')
                .find((link) => link.getAttribute('href') === wanted && words(link) !== ''));
            return link !== null && focus(link);
        },
        // Waits until the page of a place is there; what kind of page it is, and its controls.
        arrived: async (place) => {
            const wanted = href(place);
            const shown = await until(() => {
                if (location.pathname !== wanted || all('main .skeleton').length > 0) return null;
                // A new page takes the focus to its heading; the link to where one is does not.
                if (is_elsewhere && document.activeElement !== all('main h1')[0]) return null;
                if (all('main .notice.danger').length > 0) return 'problem';
                if (all('main form.editor').length > 0) return 'form';
                if (all('main :is(ul.nodes, p.empty)').length > 0) return 'node';
                return null;
            });
            return {
                shown, heading: words(all('main h1')[0]), text: words(document.querySelector('main')),
                is_view_only: all('main .view-only .badge').some((badge) => words(badge) === 'View only'),
                controls: controls(),
            };
        },
        controls,
        focus: (at) => focus(found[at]),
        // The first empty text field of the list whose *Add* was pressed.
        focus_added: async (at) => {
            const added = await until(() => {
                const list = found[at].isConnected ? found[at].closest('fieldset') : null;
                return list && all(':scope input[type=text]', list).pop();
            }, 1000);
            return added ? { is_focused: focus(added), is_number: added.matches('.number') } : null;
        },
        // Another object than the present one, in the chooser that is open.
        focus_other: async (at) => {
            const offers = await until(() => {
                const dialog = document.querySelector('dialog[open]');
                return dialog && all('.offers', dialog).length > 0 ? dialog : null;
            }, 3000);
            const present = words(found[at].closest('.field')?.querySelector('.value'));
            const other = offers && all('.offers button', offers).find((offer) => !words(offer).includes(present));
            return other ? focus(other) : false;
        },
        focus_secret: async () => {
            const input = await until(() => all('main input[type=password]')[0], 1000);
            return input ? focus(input) : false;
        },
        has_trouble: () => all('main [aria-invalid=true]').length > 0,
        // The button that stages, if there is something to stage.
        focus_stage: async () => {
            const button = await until(() => all('main form.editor button[type=submit]')
                .find((button) => /^Stage [1-9][0-9]* change/.test(words(button))
                    && button.getAttribute('aria-disabled') !== 'true'), 1500);
            // An item that was moved takes the focus along a moment later.
            await new Promise((go) => setTimeout(go, 60));
            return button !== null && focus(button);
        },
        // Waits until staging ended; what the appliance has now.
        staged: async (path) => {
            const outcome = await until(() => {
                if (all('main .notice.danger').length > 0) return 'refused';
                const is_still = all('main .action-bar [role=status]').some((status) => words(status) === 'Nothing changed yet.');
                return is_still ? 'staged' : null;
            });
            const [read, changes] = [await get(path), await get('/api/transaction/changes')];
            return {
                outcome, text: words(document.querySelector('main')),
                ignored: all('main .editor .notice.warning, main .notice.warning:has(~ .editor)').map(words),
                body: content(read), changes: changes?.changes ?? changes?.body ?? changes?.items ?? changes,
            };
        },
        focus_reset: async () => {
            const button = await until(() => all('main .action-bar button')
                .find((button) => words(button) === 'Reset' && button.getAttribute('aria-disabled') !== 'true'), 1500);
            return button !== null && focus(button);
        },
        body: async (path) => content(await get(path)),
        changes: () => get('/api/transaction/changes'),
        transaction: () => get('/api/transaction'),
    };
})();
return true;

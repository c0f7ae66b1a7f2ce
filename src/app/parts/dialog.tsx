import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icon.tsx";

/** A native modal dialog that is open as long as it is rendered. Escape and the cross call `onClose`. */
export function Dialog(props: { title: string; onClose: () => void; children: ComponentChildren }): VNode {
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => {
		const element = dialog.current;
		const opener = document.activeElement;
		element?.showModal();
		return () => {
			element?.close();
			// The element leaves the page before the browser would give the focus back.
			if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
		};
	}, []);
	return (
		<dialog
			ref={dialog}
			class="dialog"
			aria-label={props.title}
			onCancel={(event) => {
				event.preventDefault();
				props.onClose();
			}}
		>
			<header class="dialog-head">
				<h2>{props.title}</h2>
				<button type="button" class="icon-button" aria-label="Close" onClick={props.onClose}>
					<Icon name="x" />
				</button>
			</header>
			{props.children}
		</dialog>
	);
}
